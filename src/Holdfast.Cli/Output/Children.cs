using System.Globalization;

namespace Holdfast.Cli.Output;

/// <summary>Gives the members of an object, or the items of an array under their index.</summary>
internal static class Children
{
    public static IEnumerable<KeyValuePair<string, Value>> Of(Value value) => value.Kind == ValueKind.Array
        ? value.Items.Select((item, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), item))
        : value.Members;
}
