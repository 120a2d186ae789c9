using Holdfast.Processes.Native;

namespace Holdfast.Processes.Maps.Progress;

/// <summary>The last line of a terminal, which one bar at a time may have.</summary>
/// <param name="output">Where it is written to.</param>
/// <param name="columns">Says how wide it is now; null: it is no terminal, and gets nothing.</param>
/// <param name="isTaking">Says whether it takes a line now without that the writer has to wait.</param>
internal sealed class ProgressTerminal(Stream output, Func<int?> columns, Func<bool> isTaking)
{
    private const int StandardError = 2;

    private ProgressBar? _owner;

    /// <summary>Standard error: what a program gives as its result goes by another way.</summary>
    /// <remarks>The descriptor itself, so that a writer which stands in for it gets no bars.</remarks>
    public static ProgressTerminal Error { get; } =
        new(
            Console.OpenStandardError(),
            () => Terminals.ColumnsOf(StandardError),
            () => Terminals.IsTaking(StandardError));

    /// <summary>How wide it is; null: nothing is to be drawn.</summary>
    public int? Columns => columns();

    /// <summary>Whether it takes a line now; false while it is stopped by a key.</summary>
    public bool IsTaking => isTaking();

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
