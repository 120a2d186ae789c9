using Holdfast;
using Holdfast.Control;
using Holdfast.Tree;

namespace Earth;

/// <summary>The program's state, with the values that it begins with.</summary>
internal sealed class Planet(ProgramStateOptions options) : ProgramState(Initial, options)
{
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    private static readonly Value Initial = Value.Parse(
        """
        {
            "specificState": {
                "desc": "Additional state information",
                "theAnswer": 42,
                "theQuestion": "What do you get if you multiply six by nine",
                "foundBy": "Arthur Dent"
            },
            "earthState": {
                "current": "Destroyed",
                "reason": "Hyper space bypass",
                "survivors": {
                    "humans": ["Arthur Dent", "Ford Prefect", "Trillian"],
                    "dolphins": "Most of them"
                }
            }
        }
        """);

    /// <summary>The whole state as a tree, indented, and under a heading in yellow.</summary>
    public string Describe()
    {
        string heading = "\n\t\tInternal data tree:\n";
        if (Get<bool>("/this/colorize")) heading = Yellow + heading + Plain;
        return heading + TextBlock.Indent(Draw(), tabs: 3, tabLength: 8);
    }
}
