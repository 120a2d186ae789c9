using System.Reflection;
using System.Text;

namespace Holdfast.Tests.Architecture;

/// <summary>
/// What the library shows to others, as a text under review: a change of it is seen in the diff of PublicApi.txt. After a wanted
/// change, run this test with HOLDFAST_WRITE_API=1.
/// </summary>
public sealed class PublicApi
{
    private const string Page = "tests/Holdfast.Tests/Architecture/PublicApi.txt";

    [Fact]
    public void Library_PublicMembers_AreThoseOnThePage()
    {
        string now = Describe(typeof(Store).Assembly);
        if (Environment.GetEnvironmentVariable("HOLDFAST_WRITE_API") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), now);
        }

        Assert.Equal(Repository.Read(Page), now);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type).Append(type.BaseType is { } parent ? $" : {parent}" : "").Append('\n');
            foreach (string member in type
                .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsOwn)
                .Select(Describe)
                .Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    // Accessors stand with their property or event; nested types stand for themselves.
    private static bool IsOwn(MemberInfo member) =>
        member is not Type && !(member is MethodInfo { IsSpecialName: true } method && !method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Describe(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{property} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{Setter(property)} }}",
        MethodBase method => $"{(method.IsStatic ? "static " : "")}{method}",
        FieldInfo { IsLiteral: true } constant => $"{constant} = {constant.GetRawConstantValue()}",
        _ => member.ToString()!,
    };

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { IsPublic: true } setter)
        {
            return "";
        }

        bool isInit = setter.ReturnParameter.GetRequiredCustomModifiers()
            .Any(modifier => modifier.Name == "IsExternalInit");
        return isInit ? " init;" : " set;";
    }
}
