using Holdfast.Documents.Paths;

namespace Holdfast.Stores;

/// <summary>
/// What options may hold; they are checked where they are given, so that a mistake shows at its place.
/// </summary>
internal static class OptionRules
{
    /// <summary>
    /// Most characters (UTF-16) of an author and of a reason: every commit of the history carries them.
    /// </summary>
    public const int MaxTextLength = 65_536;

    /// <summary>Refuses an author or a reason that no record can hold.</summary>
    /// <exception cref="ArgumentException">It is too long, or no Unicode.</exception>
    public static string? Text(string? text, string name)
    {
        if (text is { Length: > MaxTextLength })
        {
            throw new ArgumentException(
                $"{name} has {text.Length} characters, and may have {MaxTextLength}; put the long text into the state.",
                name);
        }

        return text is null || PathText.FaultOfSurrogates(text) is null
            ? text
            : throw new ArgumentException(
                $"{name} has half of a surrogate pair, which is no Unicode; repair the text.", name);
    }

    /// <summary>Refuses a count of attempts with which a function would never run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public static int Attempts(int attempts, string name) => attempts >= 1
        ? attempts
        : throw new ArgumentOutOfRangeException(name, attempts, "A function runs at least once; give 1 or more.");

    /// <summary>Refuses a number that names no durability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static Durability Known(Durability durability, string name) =>
        // Not Enum.IsDefined, which is compiled at the start of a process and finds the names by reflection.
        durability is Durability.Process or Durability.Disk
            ? durability
            : throw new ArgumentOutOfRangeException(name, durability, "This is no durability; give Process or Disk.");

    /// <summary>Refuses what is not there.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T Given<T>(T? value, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
