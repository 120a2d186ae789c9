using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Holdfast.Tests.Architecture;

/// <summary>What the pages name as <c>Type.Member</c> of a public type is there.</summary>
/// <remarks>Asks the assemblies: the lists of the public API show neither inherited members nor extensions.</remarks>
public sealed partial class DocumentationNames
{
    private static readonly Type[] Types =
    [
        .. typeof(Revision).Assembly.GetExportedTypes(),
        .. typeof(Holdfast.Processes.ProcessContext).Assembly.GetExportedTypes(),
    ];

    /// <summary>By a type's name, all that can be written behind its dot.</summary>
    private static readonly ILookup<string, string> Members = Types
        .SelectMany(type => type.GetMembers().Select(member => (Type: NameOf(type), member.Name)))
        .Concat(Types.SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false))
            .Select(method => (Type: NameOf(method.GetParameters()[0].ParameterType), method.Name)))
        .ToLookup(member => member.Type, member => member.Name);

    [Fact]
    public void Pages_MembersThatTheyName_AreThere()
    {
        string[] named = [.. Repository.Files("*.md", "docs")
            .Concat(["README.md", "ARCHITECTURE.md", "CHANGELOG.md"])
            .SelectMany(page => TypeAndMember().Matches(Repository.Read(page))
                .Where(name => Members.Contains(name.Groups[1].Value))
                .Select(name => $"{page}: {name.Groups[1].Value}.{name.Groups[2].Value}"))];
        string[] missing = [.. named.Where(name => !IsThere(name.Split(": ")[1].Split('.')))];
        Assert.NotEmpty(named);
        Assert.True(missing.Length == 0, "Named on a page, but not there:\n" + string.Join('\n', missing));
    }

    private static bool IsThere(string[] name) => Members[name[0]].Contains(name[1]);

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"`([A-Z]\w+)(?:<[\w, ]+>)?\.([A-Z]\w+)")]
    private static partial Regex TypeAndMember();
}
