using System.Globalization;
using Holdfast.Tree;

namespace Holdfast.CrashChild;

/// <summary>Writes through a cursor on a state without end, until it is killed.</summary>
internal static class TreeWriter
{
    private const int Numbers = 20_000;

    /// <summary>
    /// Writes one number, each time one higher, to several directories and to a mounted one, and says each that is
    /// written.
    /// </summary>
    public static int Run(string folder)
    {
        using Store store = Store.Open(folder);
        TreeCursor tree = new(store.GetState("trees"));
        tree.Mount("/mounted", store.GetState("mounted"));
        int number = tree.TryRead("/a/number", out Value last) ? last.As<int>() : 0;
        while (true)
        {
            number++;
            Value many = Value.From(Enumerable.Repeat(number, Numbers).ToArray());
            Value one = Value.FromMembers([new("number", number)]);
            tree.Merge(Value.FromMembers([new("a", one), new("many", many), new("b", one)]));
            tree.WriteAll(["x", "y"], [number, many], "/mounted/deep");
            Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }
}
