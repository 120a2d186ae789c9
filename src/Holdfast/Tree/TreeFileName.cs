using System.Globalization;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Tree;

/// <summary>Names of entries as names of files, and back.</summary>
/// <remarks>
/// Shape. A name is its own file name, but for slash, NUL and percent, for a dot in front, and for the empty name:
///        these are
///        <c>%</c> and two hexadecimal digits, and <c>%</c> alone. So no entry leaves its folder or is hidden in it.
/// </remarks>
internal static class TreeFileName
{
    /// <summary>
    /// Ends the name of a file that is being written; no entry's name can, since <c>%ne</c> is not a number.
    /// </summary>
    public const string TemporarySuffix = "%new";

    /// <summary>
    /// The longest name of a file on the file systems that Holdfast knows is 255 bytes, with the suffix.
    /// </summary>
    private const int MaxBytes = 251;

    /// <exception cref="HoldfastOperationException">TreeNotSaved: the name is too long for a file.</exception>
    public static string Of(string name)
    {
        if (name.Length == 0) return "%";
        StringBuilder text = new(name.Length);
        for (int at = 0; at < name.Length; at++)
        {
            if (name[at] is '/' or '\0' or '%' || (at == 0 && name[at] == '.'))
                text.Append(CultureInfo.InvariantCulture, $"%{(int)name[at]:x2}");
            else
                text.Append(name[at]);
        }

        string file = text.ToString();
        return Encoding.UTF8.GetByteCount(file) <= MaxBytes ? file : throw new HoldfastOperationException(
            ErrorCode.TreeNotSaved,
            $"The name '{name}' is longer than the {MaxBytes} bytes of a file name; export the document instead.");
    }

    /// <summary>Gives the name that a file name stands for; null when it stands for none.</summary>
    public static string? Parse(string file)
    {
        if (file == "%") return "";
        StringBuilder name = new(file.Length);
        for (int at = 0; at < file.Length; at++)
        {
            if (file[at] != '%')
            {
                name.Append(file[at]);
                continue;
            }

            if (at + 2 >= file.Length
                || !byte.TryParse(
                    file.AsSpan(at + 1, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out byte code))
            {
                return null;
            }

            name.Append((char)code);
            at += 2;
        }

        return name.ToString();
    }
}
