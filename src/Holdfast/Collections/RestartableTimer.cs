using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Collections;

/// <summary>Calls a handler after a time, once or again and again, and can be stopped and restarted at will.</summary>
/// <remarks>
/// Shape.   Made stopped. A repeating timer fires at its start + n × period, however late a call was; what it missed
///          altogether it passes over. What a handler throws is reported through <see cref="CallbackFailures"/> and
///          stops nothing.
/// Threads. Any, also the handler's. The handler runs on the thread pool, outside every lock.
/// Source.  Timer of asab, with a monotonic grid instead of drift, and without overlap.
/// </remarks>
public sealed partial class RestartableTimer : IDisposable, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<CancellationToken, Task> _handler;
    private readonly RestartableTimerOptions _options;
    private readonly TimerClock _clock;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;
    private bool _isEnded;

    /// <summary>Makes a timer that calls a function.</summary>
    public RestartableTimer(Action handler, RestartableTimerOptions? options = null)
        : this(ToAsync(handler), options)
    {
    }

    /// <summary>Makes a timer that calls an asynchronous function.</summary>
    public RestartableTimer(Func<Task> handler, RestartableTimerOptions? options = null)
        : this(Ignoring(handler), options)
    {
    }

    /// <summary>Makes a timer that calls an asynchronous function with the token of its options.</summary>
    public RestartableTimer(Func<CancellationToken, Task> handler, RestartableTimerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handler = handler;
        _options = options ?? new RestartableTimerOptions();
        _clock = new TimerClock(_options);
        _timer = _options.TimeProvider.CreateTimer(
            static timer => ((RestartableTimer)timer!).Look(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _registration = _options.Token.UnsafeRegister(static timer => ((RestartableTimer)timer!).End(), this);
    }

    /// <summary>Whether it is counting, or paused: from the start to the time it fires, or is stopped.</summary>
    public bool IsStarted
    {
        get
        {
            lock (_lock) return _clock.IsStarted;
        }
    }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_lock) return _clock.IsPaused;
        }
    }

    /// <summary>How long until it fires next, at least zero; null when it is not started.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            lock (_lock) return _clock.Remaining;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="time">
    /// After which it fires, and the period of a repeating timer. Zero fires at once, and cannot repeat.
    /// </param>
    /// <exception cref="HoldfastOperationException">
    /// TimerStarted: it is started; TimerEnded: it was disposed of, or its token is cancelled.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or no period.</exception>
    public void Start(TimeSpan time)
    {
        Check(time);
        lock (_lock)
        {
            if (_clock.IsStarted)
            {
                throw new HoldfastOperationException(
                    ErrorCode.TimerStarted, "The timer is already started; stop it first, or use Restart.");
            }

            StartNow(time);
        }
    }

    /// <summary>
    /// Starts it anew, whether it is started or not; it does not fire for the time that was set before.
    /// </summary>
    /// <inheritdoc cref="Start(TimeSpan)"/>
    public void Restart(TimeSpan time)
    {
        Check(time);
        lock (_lock)
        {
            _isOwed = false;
            StartNow(time);
        }
    }

    /// <summary>Stops it; nothing when it is stopped. A call of the handler that runs goes on.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _clock.Stop();
            _isOwed = false;
            Arm();
        }
    }

    /// <summary>Stops the counting until it is resumed; nothing when it is paused or not started.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _clock.Pause();
            Arm();
        }
    }

    /// <summary>Counts on from where it was paused; nothing when it is not.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _clock.Resume();
            Arm();
        }
    }

    /// <summary>Stops it for good.</summary>
    public void Dispose()
    {
        End();
        _registration.Dispose();
        _timer.Dispose();
    }

    /// <summary>Stops it for good, and waits for the handler; not to be awaited by the handler.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Running.ConfigureAwait(false);
    }

    private void StartNow(TimeSpan time)
    {
        if (_isEnded)
        {
            throw new HoldfastOperationException(
                ErrorCode.TimerEnded, "The timer was disposed of, or its token is cancelled; make another one.");
        }

        _clock.Start(time);
        Arm();
    }

    private void End()
    {
        lock (_lock) _isEnded = true;
        Stop();
    }

    private void Check(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (!_options.IsRepeating) return;
        ArgumentOutOfRangeException.ThrowIfEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, _options.Jitter);
    }

    private static Func<CancellationToken, Task> ToAsync(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _ =>
        {
            handler();
            return Task.CompletedTask;
        };
    }

    private static Func<CancellationToken, Task> Ignoring(Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _ => handler();
    }
}
