using Holdfast.Processes.Native;

namespace Holdfast.Processes.Maps.Progress;

/// <summary>The last line of a terminal, which one bar at a time may have.</summary>
/// <param name="output">Where it is written to.</param>
/// <param name="columns">Says how wide it is now; null: it is no terminal, and gets nothing.</param>
internal sealed class ProgressTerminal(Stream output, Func<int?> columns)
{
    private const int StandardError = 2;

    private ProgressBar? _owner;

    /// <summary>Standard error: what a program gives as its result goes by another way.</summary>
    /// <remarks>The descriptor itself, so that a writer which stands in for it gets no bars.</remarks>
    public static ProgressTerminal Error { get; } =
        new(Console.OpenStandardError(), () => TerminalSize.ColumnsOf(StandardError));

    /// <summary>How wide it is; null: nothing is to be drawn.</summary>
    public int? Columns => columns();

    /// <summary>Gives the line to a bar, unless another has it.</summary>
    public bool TryTake(ProgressBar bar) => Interlocked.CompareExchange(ref _owner, bar, null) is { } owner
        ? owner == bar
        : true;

    public void Release(ProgressBar bar) => Interlocked.CompareExchange(ref _owner, null, bar);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        output.Flush();
    }
}
