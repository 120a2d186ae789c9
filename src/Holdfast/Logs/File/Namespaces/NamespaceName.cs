using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Logs.File.Namespaces;

/// <summary>
/// Turns the name of a namespace into the name of its folder, so that no name leaves the store or meets another.
/// </summary>
/// <remarks>
/// Shape. Lower-case ASCII letters, digits, '_' and '-' stay; every other byte of the UTF-8 text is %XX, upper-case
///        letters too, since some file systems do not tell case apart. A name that would be too long for a file system
///        is cut, and ends in "%%" and a hash; the whole name is in namespace.json.
/// </remarks>
internal static class NamespaceName
{
    /// <summary>The longest name, in UTF-16 units: long enough for a sentence, short enough for a message.</summary>
    public const int MaxLength = 200;

    private const int MaxFolderBytes = 255 - 32;
    private const int KeptBytes = 120;
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gives the folder's name.</summary>
    /// <exception cref="HoldfastArgumentException">InvalidName.</exception>
    public static string ToFolder(string name)
    {
        if (name.Length is > 0 and <= MaxLength && IsPlain(name)) return name;

        byte[] bytes = Encode(name);
        var folder = new StringBuilder(bytes.Length);
        foreach (byte unit in bytes)
        {
            if (IsPlain(unit))
            {
                folder.Append((char)unit);
            }
            else
            {
                folder.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return folder.Length <= MaxFolderBytes
            ? folder.ToString()
            : $"{folder.ToString(0, KeptBytes)}%%{Convert.ToHexString(SHA256.HashData(bytes), 0, 16)}";
    }

    private static byte[] Encode(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            throw new HoldfastArgumentException(
                ErrorCode.InvalidName,
                $"A namespace's name has 1 to {MaxLength} characters, and this one has {name.Length}; "
                    + "choose another name.");
        }

        try
        {
            return Strict.GetBytes(name);
        }
        catch (EncoderFallbackException fault)
        {
            throw new HoldfastArgumentException(
                ErrorCode.InvalidName,
                "A namespace's name holds half a character (a lone surrogate); choose another name.", fault);
        }
    }

    // Most names stand as they are, and cost no encoder.
    private static bool IsPlain(string name)
    {
        foreach (char unit in name)
        {
            if (!IsPlain(unit)) return false;
        }

        return true;
    }

    private static bool IsPlain(int unit) => unit is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-';
}
