namespace Holdfast.Watches;

/// <summary>Says whether a value counts as true, as in Python.</summary>
internal static class Truth
{
    public static bool Of(Value value) => value.Kind switch
    {
        ValueKind.Null => false,
        ValueKind.Boolean => value.Equals(Value.True),
        ValueKind.Number => !value.Equals(0),
        ValueKind.String => !value.Equals(""),
        _ => value.Count > 0,
    };
}
