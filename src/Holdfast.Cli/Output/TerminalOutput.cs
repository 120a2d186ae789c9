using System.Text;
using Holdfast.Cli.Execution;
using Spectre.Console;

namespace Holdfast.Cli.Output;

/// <summary>What is drawn on: as wide as the terminal is now.</summary>
/// <remarks>
/// The library's own asks the framework's console for the width, which first writes sequences to the terminal that
/// change what its keys send, also where nobody wants colours.
/// </remarks>
internal sealed class TerminalOutput(Host host, TextWriter writer) : IAnsiConsoleOutput
{
    private const int UsualHeight = 24;

    public TextWriter Writer => writer;

    /// <summary>Only asked to find out what the settings say already.</summary>
    public bool IsTerminal => false;

    public int Width => host.Columns();

    public int Height => UsualHeight;

    /// <summary>The writer has its own.</summary>
    public void SetEncoding(Encoding encoding)
    {
    }
}
