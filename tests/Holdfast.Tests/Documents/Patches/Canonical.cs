namespace Holdfast.Tests.Documents.Patches;

/// <summary>
/// Writes JSON text with the members of each object in the order of their names, numbers as they stand.
/// </summary>
internal static class Canonical
{
    public static string Of(Value value) => value.Kind switch
    {
        ValueKind.Array => "[" + string.Join(',', value.Items.Select(Of)) + "]",
        ValueKind.Object => "{" + string.Join(',', value.Members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => ((Value)member.Key).ToString() + ":" + Of(member.Value))) + "}",
        _ => value.ToString(),
    };
}
