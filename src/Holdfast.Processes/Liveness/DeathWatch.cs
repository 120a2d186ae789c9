using System.Runtime.CompilerServices;
using Holdfast.Replicas;
using Holdfast.Reporting;

namespace Holdfast.Processes.Liveness;

/// <summary>
/// Wakes those who wait for something that another process holds, when that process has died or its time is over.
/// </summary>
/// <remarks>
/// Why it asks again and again: a process of another PID namespace cannot be waited for, and the end of a kernel lock
/// that only its holder knows is not an event.
/// A wake is a hint: a process that opened the store since the tick began may be taken for a dead one. A waiter looks
/// at the record, then asks again (<see cref="LivingProcesses"/>), and decides by that.
/// Threads. One of its own, as long as somebody waits: callers that block may have used up the pool's.
/// Cost.    Nothing while nobody waits; else one question per process that has the store open, ten times a second.
/// </remarks>
internal sealed class DeathWatch
{
    /// <summary>A death goes unnoticed for half of it on average: no wait for people, and no load.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly ConditionalWeakTable<StoreCore, DeathWatch> All = [];

    private readonly Lock _lock = new();
    private readonly StoreCore _core;
    private readonly HashSet<Concern> _concerns = [];
    private bool _isRunning;

    private DeathWatch(StoreCore core) => _core = core;

    /// <summary>The watch of a store, shared by all who have it open in this process.</summary>
    public static DeathWatch Of(Store store) => All.GetValue(store.Core, core => new DeathWatch(core));

    /// <summary>Asks from now on whether somebody has to wake up, until the registration is disposed.</summary>
    /// <param name="isTime">
    /// Looks at the state, then at who lives; what it throws wakes too, because who wakes meets the same.
    /// </param>
    /// <param name="wake">
    /// Called at every tick for which that is true, on the watch's thread: it only signals. Never after the
    /// registration was disposed of.
    /// </param>
    public IDisposable Register(Func<LivingProcesses, bool> isTime, Action wake)
    {
        Concern concern = new(this, isTime, wake);
        lock (_lock)
        {
            // First the thread, which may be refused: without it nobody is waited for, and the next one tries again.
            if (!_isRunning) new Thread(Run) { IsBackground = true, Name = "Holdfast death watch" }.UnsafeStart();
            _isRunning = true;
            _concerns.Add(concern);
        }

        return concern;
    }

    private void Run()
    {
        while (true)
        {
            Thread.Sleep(Interval);
            Concern[] concerns;
            lock (_lock)
            {
                if (_concerns.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                concerns = [.. _concerns];
            }

            LivingProcesses living = new(_core.Logs);
            foreach (Concern concern in concerns)
            {
                concern.Look(living);
            }
        }
    }

    private void Remove(Concern concern)
    {
        lock (_lock)
        {
            _concerns.Remove(concern);
        }
    }

    private sealed class Concern(DeathWatch owner, Func<LivingProcesses, bool> isTime, Action wake) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public void Look(LivingProcesses living)
        {
            bool isWoken;
            try
            {
                isWoken = isTime(living);
            }
            catch (Exception fault) when (fault is Errors.IHoldfastError or ObjectDisposedException)
            {
                isWoken = true;
            }
            catch (Exception fault)
            {
                Report(fault);
                return;
            }

            if (isWoken) Wake();
        }

        public void Dispose()
        {
            owner.Remove(this);
            lock (_lock) _isDisposed = true;
        }

        // Under the lock, so that it may use what its owner lets go of after the registration.
        private void Wake()
        {
            lock (_lock)
            {
                if (_isDisposed) return;
                try
                {
                    wake();
                }
                catch (Exception fault)
                {
                    Report(fault);
                }
            }
        }

        // The thread watches for all of the store: what one of them does wrong is not the end of the program.
        private void Report(Exception fault) => CallbackFailures.Report(owner, "concern of the death watch", fault);
    }
}
