using Holdfast;
using Holdfast.Immutable;

namespace Visits;

/// <summary>Serves one request. It is made for it and forgotten after it, and has no field that outlives it.</summary>
internal sealed class VisitHandler
{
    private static int _made;

    private readonly StateCell<Guests> _guests;

    public VisitHandler(Store store)
    {
        Interlocked.Increment(ref _made);
        _guests = store.GetState("site").GetCell("/guests", new Guests(0, "nobody"));
    }

    /// <summary>How many were made in this process.</summary>
    public static int Made => _made;

    /// <summary>The state is in the cell, so any number of handlers, also of other processes, count together.</summary>
    public Guests Visit(string name) => _guests.Update(guests => new Guests(guests.Count + 1, name));

    public Guests Look() => _guests.Current;
}
