using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Children;

/// <summary>A child process that waits for what it is to run.</summary>
internal sealed class SpareChild
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string> _environment;
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly Action<SpareChild> _gone;
    private ProcessLife? _life;
    private Action<Frame>? _heard;
    private Action<ExitStatus>? _over;
    private bool _isOver;

    private SpareChild(IReadOnlyList<string> environment, Action<SpareChild> gone) =>
        (_environment, _gone) = (environment, gone);

    /// <summary>The number of its process.</summary>
    public int Process => _life!.Process;

    /// <summary>Ends with it.</summary>
    public Task Ended => _life!.Ended;

    /// <summary>Starts one.</summary>
    /// <param name="options">The environment that it has, and whether what it starts is marked.</param>
    /// <param name="prepare">What it is told first.</param>
    /// <param name="gone">Told when it ends although it was never used.</param>
    public static SpareChild Start(ProcessOptions options, byte[] prepare, Action<SpareChild> gone)
    {
        SpareChild spare = new(ChildProgram.Environment(options.Environment), gone);
        spare._life = ProcessLife.StartSpare(
            ChildProgram.Environment(Strays.Mark(options, out string mark)),
            mark,
            prepare,
            frame => spare._heard?.Invoke(frame),
            spare.End);
        return spare;
    }

    /// <summary>Whether a child that is started now, with an environment, would be like it.</summary>
    public bool IsLike(IReadOnlyList<string> environment, string folder) =>
        folder == _folder && environment.SequenceEqual(_environment);

    /// <summary>Has it run something; null when it has ended.</summary>
    public ProcessLife? TryBegin(byte[] begin, Action<Frame> heard, Action<ExitStatus> over)
    {
        lock (_lock)
        {
            if (_isOver || _life!.HasEnded) return null;

            // It says nothing before it has begun, so this is in time.
            (_heard, _over) = (heard, over);
        }

        // One that ends at this very moment is as one that ends right after its start: its end is told.
        _life.TrySend(FrameKind.Begin, begin);
        return _life;
    }

    /// <summary>Ends it at once: it runs nothing that could mind.</summary>
    public void Kill() => _life!.Signal(Libc.Kill);

    private void End(ExitStatus status)
    {
        Action<ExitStatus>? over;
        lock (_lock)
        {
            _isOver = true;
            over = _over;
        }

        if (over is null) _gone(this);
        else over(status);
    }
}
