using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>
/// What a child that is a thread holds, has claimed and waits for, so that its end gives that back and ends the
/// waiting, as the death of a process does.
/// </summary>
/// <remarks>
/// The kernel knows the end of a process and not that of a function, so here it takes commits. Those that fail are made
/// later, as long as the store is open.
/// Threads. Any; it flows with the function of the child, into the tasks that this starts too.
/// </remarks>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source has no timer, and what waits in the child's tasks must find it.")]
internal sealed class HolderScope(string id)
{
    private static readonly AsyncLocal<HolderScope?> Flow = new();

    private readonly Lock _lock = new();
    private readonly HashSet<Hold> _holds = [];
    private readonly Dictionary<QueuePlace, WorkQueue> _queues = [];
    private readonly CancellationTokenSource _ended = new();
    private bool _isEnded;

    /// <summary>That of the child in whose function this is called; null: the whole process is the holder.</summary>
    public static HolderScope? Current => Flow.Value;

    /// <summary>Begins the scope of a child on its own thread.</summary>
    /// <param name="id">Its id in the table of processes.</param>
    public static HolderScope Begin(string id) => Flow.Value = new HolderScope(id);

    /// <summary>Names what this child holds, in the name of a hold behind that of its process.</summary>
    public string Prefix { get; } = string.Create(CultureInfo.InvariantCulture, $"{id}.");

    /// <summary>Gives what ends a wait that was begun here: its own token, or the end of the child.</summary>
    /// <param name="token">Its own.</param>
    /// <returns>Null outside of a child that is a thread, where its own token is all; else to be disposed of.</returns>
    public static CancellationTokenSource? Link(CancellationToken token) => Current is { } scope
        ? CancellationTokenSource.CreateLinkedTokenSource(token, scope._ended.Token)
        : null;

    /// <summary>Takes note of a hold; false when the child has ended.</summary>
    public bool TryAdd(Hold hold)
    {
        lock (_lock) return !_isEnded && _holds.Add(hold);
    }

    public void Remove(Hold hold)
    {
        lock (_lock) _holds.Remove(hold);
    }

    /// <summary>Takes note of a queue of which items are about to be claimed.</summary>
    public void Add(QueuePlace place, WorkQueue queue)
    {
        lock (_lock) _queues.TryAdd(place, queue);
    }

    /// <summary>Gives everything back: the child has ended.</summary>
    public void End()
    {
        Hold[] holds;
        WorkQueue[] queues;
        lock (_lock)
        {
            _isEnded = true;
            (holds, queues) = ([.. _holds], [.. _queues.Values]);
        }

        // On other threads: what goes on there is the child's, and may take its time.
        _ = _ended.CancelAsync();
        foreach (Hold hold in holds) Try(hold.Dispose);
        foreach (WorkQueue queue in queues) Try(() => queue.TakeBack(this));
    }

    private static void Try(Action giveBack)
    {
        try
        {
            giveBack();
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // It is tried again later, or the store is closed, which gives back all.
        }
    }

    /// <summary>One queue, however many objects stand for it.</summary>
    /// <param name="Core">What all who have the store open in this process share.</param>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="Path">Its path in that.</param>
    internal readonly record struct QueuePlace(object Core, string Namespace, StatePath Path);
}
