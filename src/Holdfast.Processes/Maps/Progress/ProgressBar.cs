using System.Text;

namespace Holdfast.Processes.Maps.Progress;

/// <summary>Draws how far a map is on the last line of a terminal, and takes that away at the end.</summary>
/// <remarks>
/// Only letters, blanks and returns are written, which every terminal knows; the line is never as wide as the terminal,
/// which would begin another one. Between two drawings the cursor stands at the beginning of the line, where lines of
/// the program itself go over it.
/// Threads. Any. None waits for another that draws, nor for a terminal that was stopped by a key: such a one is passed
///          over.
/// </remarks>
internal sealed class ProgressBar(ProgressTerminal terminal, TimeProvider time)
{
    /// <summary>How long a map runs before it is worth a bar, and how long a drawing stands at least.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _drawn = time.GetTimestamp();
    private long _done;
    private int _length;
    private volatile bool _isOver;

    /// <summary>Draws, unless it did a moment ago.</summary>
    public void Show(MapProgress progress)
    {
        if (!_lock.TryEnter()) return;
        try
        {
            ShowUnlessJustDone(progress);
        }
        finally
        {
            _lock.Exit();
        }

        if (_isOver) TakeAway();
    }

    private void ShowUnlessJustDone(MapProgress progress)
    {
        if (_isOver || progress.Done < _done || time.GetElapsedTime(_drawn) < Interval) return;
        if (terminal.Columns is not { } columns || !terminal.TryTake(this)) return;
        (_done, _drawn) = (progress.Done, time.GetTimestamp());
        Draw(BarLine.Of(progress, columns - 1));
    }

    /// <summary>Takes the line away; draws nothing from now on.</summary>
    /// <remarks>A terminal that takes nothing keeps it, as the line on which the program goes on writing.</remarks>
    public void Clear()
    {
        if (_isOver) return;
        _isOver = true;
        TakeAway();
    }

    /// <summary>Whoever draws now does it afterwards: either it finds the lock free, or the drawer the end.</summary>
    private void TakeAway()
    {
        if (!_lock.TryEnter()) return;
        try
        {
            if (_length > 0) Draw("");
            terminal.Release(this);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void Draw(string line)
    {
        if (!terminal.IsTaking) return;
        string padded = line.PadRight(_length);
        _length = line.Length;
        try
        {
            terminal.Write(Encoding.ASCII.GetBytes($"\r{padded}\r"));
        }
        catch (IOException)
        {
            // The terminal has gone.
            (_isOver, _length) = (true, 0);
        }
    }
}
