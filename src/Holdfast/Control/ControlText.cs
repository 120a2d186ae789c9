using System.Text;
using Holdfast.Documents.Json;

namespace Holdfast.Control;

/// <summary>Texts and paths as people write them who control a program.</summary>
internal static class ControlText
{
    /// <summary>Gives JSON text, indented by four columns per level.</summary>
    public static string ToJson(Value value) => value.ToString(JsonStyle.Wide);

    /// <summary>Reads a path as of a file system: with or without slashes at its ends, the root is a slash.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">MalformedPath: a tilde stands alone.</exception>
    public static StatePath ToPath(string text) => text.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(StatePath.Root, (path, name) => path.Concat(StatePath.Parse("/" + name)));

    /// <summary>The path as it stands in replies; the root is a slash.</summary>
    public static string ToText(StatePath path) => path.IsRoot ? "/" : path.ToString();

    /// <summary>Writes a file so that a program that dies meanwhile leaves the old one or the new one, whole.</summary>
    /// <remarks>Its permissions stay. Several that write it at once each write it whole.</remarks>
    public static void WriteFile(string file, string text)
    {
        string temporary = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(file))
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(file));
                stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
