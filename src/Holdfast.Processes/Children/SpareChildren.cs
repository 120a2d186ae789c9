using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>The child processes of a context that have started and wait for what they are to run.</summary>
/// <remarks>
/// One that is used, or that ends, is replaced at the next start. All were started with the environment and in the
/// folder that this program had then; when either has changed, those that wait are of no use any more.
/// Threads. Any; nothing is started or sent under the lock.
/// </remarks>
internal sealed class SpareChildren
{
    private readonly ProcessContext _context;
    private readonly Lock _lock = new();
    private readonly List<SpareChild> _spares = [];
    private Task _filling = Task.CompletedTask;
    private bool _isFilling;
    private bool _isOver;

    private SpareChildren(ProcessContext context) => _context = context;

    /// <summary>Those of a context; null when it is to have none, or cannot.</summary>
    public static SpareChildren? For(ProcessContext context)
    {
        bool isPossible = context.Store.Capabilities.IsShared && context.Options.Process.Backend != Backend.Thread;
        if (context.Options.Spares == 0 || !isPossible) return null;
        SpareChildren spares = new(context);
        spares.Fill();
        return spares;
    }

    /// <summary>The numbers of those that wait.</summary>
    public IReadOnlyList<int> Waiting
    {
        get
        {
            lock (_lock) return [.. _spares.Select(spare => spare.Process)];
        }
    }

    /// <summary>Has a spare run something, and another one take its place.</summary>
    /// <param name="environment">The environment that it must have.</param>
    /// <param name="begin">What it is told.</param>
    /// <param name="heard">Told each message.</param>
    /// <param name="over">Told of its end.</param>
    /// <returns>Its life; null when none can be used.</returns>
    public ChildLife? TryBegin(
        IReadOnlyList<string> environment, byte[] begin, Action<Frame> heard, Action<ExitStatus> over)
    {
        // A large message would have to wait for the child to take it.
        if (!ProcessLife.Fits(begin) || FindFolder() is not { } folder) return null;
        ChildLife? life = null;
        while (life is null && Take(spare => spare.IsLike(environment, folder)) is { } spare)
            life = spare.TryBegin(begin, heard, over);
        Fill();
        return life;
    }

    /// <summary>Ends those that wait; no other takes their place.</summary>
    public async Task EndAsync()
    {
        Task filling;
        lock (_lock)
        {
            _isOver = true;
            filling = _filling;
        }

        await filling.ConfigureAwait(false);
        List<Task> ends = [];
        while (Take(_ => true) is { } spare)
        {
            spare.Kill();
            ends.Add(spare.Ended);
        }

        await Task.WhenAll(ends).ConfigureAwait(false);
    }

    /// <summary>The current folder; null when it was removed.</summary>
    private static string? FindFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private SpareChild? Take(Predicate<SpareChild> isWanted)
    {
        lock (_lock)
        {
            int index = _spares.FindIndex(isWanted);
            if (index < 0) return null;
            SpareChild spare = _spares[index];
            _spares.RemoveAt(index);
            return spare;
        }
    }

    /// <summary>Ends those that no start can use any more, since the environment or the folder has changed.</summary>
    private void EndStale(string folder)
    {
        IReadOnlyList<string> environment = ChildProgram.Environment(_context.Options.Process.Environment);
        while (Take(spare => !spare.IsLike(environment, folder)) is { } stale) stale.Kill();
    }

    private void Fill()
    {
        lock (_lock)
        {
            if (_isOver || _isFilling) return;
            _isFilling = true;
            _filling = Task.Run(FillNow);
        }
    }

    private void FillNow()
    {
        try
        {
            if (FindFolder() is { } folder) EndStale(folder);
            while (IsOneMissing()) StartOne();
        }
        catch (Exception fault)
        {
            // The next start finds no spare, starts its process itself, and tells its caller why it cannot.
            lock (_lock) _isFilling = false;
            CallbackFailures.Report(_context, "start of a spare child process", fault);
        }
    }

    private bool IsOneMissing()
    {
        lock (_lock) return _isFilling = !_isOver && _spares.Count < _context.Options.Spares;
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "A spare runs nothing by itself; whoever begins it says so.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "A spare runs nothing by itself; whoever begins it says so.")]
    private void StartOne()
    {
        BeginMessage prepare = new()
        {
            Version = BeginMessage.OwnVersion,
            Address = _context.Address,
            Options = _context.Store.Options,
            Namespace = _context.Namespace,
            Id = "",
            Name = "",
        };
        var spare = SpareChild.Start(_context.Options.Process, prepare.ToBytes(), Forget);
        lock (_lock)
        {
            if (!spare.Ended.IsCompleted) _spares.Add(spare);
        }
    }

    private void Forget(SpareChild spare)
    {
        lock (_lock) _spares.Remove(spare);
    }
}
