using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>Reads what arguments name: a file, or standard input for <c>-</c>, which can be read once.</summary>
internal sealed class Inputs(Host host, bool allowsStandardInput)
{
    private const string StandardInput = "-";

    private bool _isInputTaken;

    /// <summary>Opens a file or standard input.</summary>
    public Stream Open(string name)
    {
        if (name == StandardInput) return TakeInput();
        if (Directory.Exists(name)) throw Wrong.Usage($"'{name}' is a folder; give a file");
        if (name.Length == 0) throw Wrong.Usage("the file's name is empty; give one");
        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new HoldfastArgumentException(ErrorCode.Usage, $"'{name}' cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a file or standard input to its end.</summary>
    public byte[] ReadAll(string name)
    {
        using Stream stream = Open(name);
        return ReadAll(stream);
    }

    /// <summary>Gives a text, or what standard input holds when the text is <c>-</c>.</summary>
    public byte[]? ReadIfInput(string text) => text == StandardInput ? ReadAll(TakeInput()) : null;

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private Stream TakeInput()
    {
        if (!allowsStandardInput) throw Wrong.Usage("'-' is the batch itself here; write the value on the line");
        if (_isInputTaken) throw Wrong.Usage("'-' stands twice, but standard input can be read once; use a file");
        _isInputTaken = true;
        return host.Input;
    }
}
