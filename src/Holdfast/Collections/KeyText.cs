using Holdfast.Errors;

namespace Holdfast.Collections;

/// <summary>Writes keys as names of JSON members and reads them again.</summary>
/// <remarks>
/// Shape. Keys that are equal have one text: a decimal loses zeros at its end, a time of day with an offset is written
///        in UTC, a date loses its kind. An enum value is written by its name, or its number when it has none.
/// </remarks>
internal static class KeyText<TKey>
    where TKey : notnull
{
    private static readonly Func<TKey, string>? Writer = KeyTexts.Find<TKey>()?.Write;
    private static readonly Func<string, TKey>? Reader = KeyTexts.Find<TKey>()?.Read;

    /// <summary>Refuses a type that is not a scalar.</summary>
    /// <exception cref="HoldfastArgumentException">KeyRefused.</exception>
    public static void CheckType()
    {
        if (Writer is not null) return;
        throw new HoldfastArgumentException(
            ErrorCode.KeyRefused,
            $"{typeof(TKey)} cannot be a key; use a string, a number, a boolean, a character, a Guid, a date, a time "
                + "or an enum.");
    }

    /// <summary>Gives the name for a key.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: half of a surrogate pair.</exception>
    public static string ToName(TKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Writer!(key);
    }

    /// <summary>Gives the key of a name.</summary>
    /// <exception cref="HoldfastOperationException">NotADictionary: it is none.</exception>
    public static TKey FromName(string name)
    {
        try
        {
            return Reader!(name);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
        {
            throw new HoldfastOperationException(
                ErrorCode.NotADictionary,
                $"The name '{name}' is no {typeof(TKey).Name}: somebody else wrote it. Use keys of that type, or "
                    + "remove it.",
                fault);
        }
    }
}
