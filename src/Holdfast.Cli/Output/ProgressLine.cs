using System.Globalization;
using System.Text;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Output;

/// <summary>
/// A line on a terminal that says how far something is; elsewhere, and when quiet is asked for, nothing.
/// </summary>
internal sealed class ProgressLine
{
    private const string ToLineStart = "\r\e[K";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Session _session;
    private readonly string _title;
    private readonly long _total;
    private long _lastShown;
    private bool _isOnScreen;

    /// <param name="session">Whose terminal it is.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="total">How many bytes there will be; 0 when nobody knows.</param>
    public ProgressLine(Session session, string title, long total)
    {
        (_session, _title, _total) = (session, title, total);
        IsShown = session.IsTalkative && session.Host.IsErrorTerminal();
        _lastShown = session.Host.Clock.GetTimestamp();
    }

    public bool IsShown { get; }

    /// <summary>Shows how many bytes are done, at most ten times a second.</summary>
    public void Show(long done)
    {
        if (!IsShown || _session.Host.Clock.GetElapsedTime(_lastShown) < Pace) return;
        _lastShown = _session.Host.Clock.GetTimestamp();
        _isOnScreen = true;
        string share = _total > 0 ? $", {Math.Min(100, 100 * done / _total)} %" : "";
        Draw(string.Create(CultureInfo.InvariantCulture, $"{ToLineStart}{_title}: {done / 1e6:0.0} MB{share}"));
    }

    public void Clear()
    {
        if (_isOnScreen) Draw(ToLineStart);
        _isOnScreen = false;
    }

    private void Draw(string text)
    {
        Answers line = new(_session.Host.Error);
        line.Raw(Encoding.UTF8.GetBytes(text));
        line.Flush();
    }
}
