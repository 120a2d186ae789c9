using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>The worker processes of a demonstration: starts them, kills some, and notices which have died.</summary>
/// <remarks>
/// Threads. Each worker's end is noticed on a flow of its own. The lock guards the list of workers; nothing waits for a
///          commit under it.
/// </remarks>
internal sealed class Crew(State state, DemoOptions options) : IDisposable
{
    /// <summary>How long a worker may take to end after the last file; far more than it needs.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    private static readonly CommitOptions KillOptions = new()
    {
        Reason = "kills a worker in the middle of a file",
        Timeout = TimeSpan.FromSeconds(30),
    };

    private const PosixSignal Kill = (PosixSignal)9;
    private const int KilledCode = -9;

    private readonly Lock _lock = new();
    private readonly ProcessContext _context = new(
        state.Store, new ProcessContextOptions { Namespace = state.Name });

    private readonly List<Worker> _workers = [];
    private readonly List<Task> _ends = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOver;

    /// <summary>Fails when a worker ends in a way that no kill explains.</summary>
    public Task Failed => _failed.Task;

    public int Killed { get; private set; }

    /// <summary>Starts one more worker.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "The worker's function is named here, and the tool is not trimmed.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "The worker's function takes a text and gives nothing.")]
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            int number = _workers.Count + 1;
            string name = Inventory.NameOf(number);
            ProcessOptions named = new() { Name = "worker " + name };
            Worker worker = new(name, _context.Start(named, WorkerLoop.RunAsync, name));
            _workers.Add(worker);
            _ends.Add(Task.Run(() => FollowAsync(worker)));
        }
    }

    /// <summary>Kills a worker at a moment when it certainly has a claim.</summary>
    /// <remarks>
    /// The others cannot commit during <c>Exclusive</c>: a claim that is read in it is still held when the signal
    /// arrives, be its worker hashing or waiting for its turn to commit.
    /// </remarks>
    /// <returns>Whom it killed and what that worker had; null when nobody had a claim.</returns>
    public Casualty? KillOne()
    {
        Casualty? casualty = state.Exclusive(KillHolder, KillOptions).Value;
        if (casualty is not null) Killed++;
        return casualty;
    }

    /// <summary>Waits until all have ended by themselves.</summary>
    public async Task EndAsync(CancellationToken token)
    {
        Task[] ends;
        lock (_lock) ends = [.. _ends];
        try
        {
            await Task.WhenAll(ends).WaitAsync(EndTimeout, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new HoldfastOperationException(
                ErrorCode.Unexpected, $"the workers did not end {EndTimeout.TotalSeconds} seconds after the last file");
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _context.Dispose();
    }

    private Casualty? KillHolder(Transaction transaction)
    {
        lock (_lock)
        {
            foreach (WorkClaim claim in Inventory.QueueOf(state).GetClaims(transaction))
            {
                Worker? worker = _workers.Find(
                    worker => worker.Id == claim.Process.ProcessId && worker.Process.IsAlive);
                if (worker is null) continue;
                worker.IsKilled = true;
                worker.Process.Signal(Kill);
                worker.Process.WaitForExitAsync().GetAwaiter().GetResult();
                Inventory.Bury(transaction, worker.Name, isPlanned: true);
                return new Casualty(worker.Name, worker.Id, ClaimChanges.FileOf(claim));
            }

            return null;
        }
    }

    private async Task FollowAsync(Worker worker)
    {
        try
        {
            int code = await worker.Process.WaitForExitAsync().ConfigureAwait(false);
            if (_isOver || code == 0) return;
            if (code != KilledCode) throw Unexplained(worker, code);
            if (!worker.IsKilled) Bury(worker);
            if (IsNobodyLeft()) Start();
        }
        catch (Exception fault) when (!_isOver)
        {
            _failed.TrySetException(fault);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException or InvalidOperationException)
        {
            // The demonstration is being ended, and this worker with it.
        }
    }

    private void Bury(Worker worker) => state.Atomic(
        transaction => Inventory.Bury(transaction, worker.Name, isPlanned: false),
        new CommitOptions { Reason = $"worker {worker.Name} (process {worker.Id}) died" });

    private bool IsNobodyLeft()
    {
        lock (_lock)
            return !_isOver && !_workers.Exists(worker => worker.Process.IsAlive) && _workers.Count < MostStarted;
    }

    // One for each that is killed by plan, and as many again for those whom somebody else kills.
    private int MostStarted => 2 * (options.Workers + options.Kills);

    private static HoldfastOperationException Unexplained(Worker worker, int code) => new(
        ErrorCode.Unexpected,
        $"worker {worker.Name} (process {worker.Id}) ended with status {code}; 'holdfast ps' says why");

    private sealed class Worker(string name, ChildProcess process)
    {
        public string Name { get; } = name;

        public ChildProcess Process { get; } = process;

        public int Id => Process.Pid ?? 0;

        /// <summary>Whether this program chose to kill it.</summary>
        public bool IsKilled { get; set; }
    }
}
