using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Stores;

/// <summary>The rules for names of namespaces.</summary>
public static class NamespaceName
{
    /// <summary>Most characters (UTF-16) of a name: what every engine can hold, escaped at its worst.</summary>
    public const int MaxLength = 200;

    /// <summary>Whether a name is Holdfast's own.</summary>
    internal static bool IsReserved(string name) => name.StartsWith('$');

    /// <summary>Refuses a name that no namespace can have.</summary>
    /// <exception cref="HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || HasLoneSurrogate(name)) throw Invalid(name);

        if (IsReserved(name))
        {
            throw new HoldfastArgumentException(
                ErrorCode.ReservedName, $"'{name}' is reserved, as all names that begin with '$'; choose another.");
        }
    }

    private static HoldfastArgumentException Invalid(string name) => new(
        ErrorCode.InvalidName,
        $"A namespace's name is a text of 1 to {MaxLength} characters of valid Unicode, "
            + $"this one has {name.Length.ToString(CultureInfo.InvariantCulture)}; choose another.");

    private static bool HasLoneSurrogate(string name)
    {
        for (int index = 0; index < name.Length; index++)
        {
            if (index + 1 < name.Length && char.IsSurrogatePair(name[index], name[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(name[index]))
            {
                return true;
            }
        }

        return false;
    }
}
