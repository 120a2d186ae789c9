namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>Says whether a history could have come from one register that did one operation at a time.</summary>
/// <remarks>
/// Searches an order of the operations in which each takes effect between its begin and its end and each answer is
/// right. A configuration (which operations are done, what number is there) that led nowhere is not looked at again.
/// Keys are independent, and are checked one by one: a history is linearizable when that of each key is.
/// Cost.   Exponential in how many operations overlap, not in how many there are.
/// Source. J. Wing and C. Gong, "Testing and verifying concurrent objects", 1993; G. Lowe, "Testing for
///         linearizability", 2017.
/// </remarks>
internal static class LinearizabilityChecker
{
    /// <summary>Gives the keys whose history has no such order; none when all is well.</summary>
    public static IReadOnlyList<string> FindBadKeys(IEnumerable<Event> history) =>
        [.. history.GroupBy(one => one.Operation.Key).Where(key => !IsLinearizable([.. key])).Select(key => key.Key)];

    private static bool IsLinearizable(Event[] events)
    {
        Array.Sort(events, (left, right) => left.Begin.CompareTo(right.Begin));
        var search = new Search(events);
        return search.Run();
    }

    /// <summary>
    /// A depth-first search with a stack of its own, since a history is longer than the machine's stack is deep.
    /// </summary>
    private sealed class Search(Event[] events)
    {
        private readonly bool[] _isDone = new bool[events.Length];
        private readonly HashSet<Configuration> _seen = [];
        private readonly Stack<(int Index, long NumberBefore, int FirstBefore)> _order = [];
        private readonly int _answered = events.Count(one => one.Result is not null);
        private long _number;
        private int _first;
        private int _doneAnswered;

        public bool Run()
        {
            int next = _first;
            while (_doneAnswered < _answered)
            {
                int candidate = FindCandidate(next);
                if (candidate >= 0)
                {
                    next = TryDo(candidate) ? _first : candidate + 1;
                }
                else if (_order.Count == 0)
                {
                    return false;
                }
                else
                {
                    next = Undo() + 1;
                }
            }

            return true;
        }

        /// <summary>The next operation that may take effect now: it began before any that is not done ended.</summary>
        private int FindCandidate(int from)
        {
            long earliestEnd = EarliestEnd();
            for (int index = from; index < events.Length && events[index].Begin <= earliestEnd; index++)
            {
                if (!_isDone[index])
                {
                    return index;
                }
            }

            return -1;
        }

        private long EarliestEnd()
        {
            long earliest = long.MaxValue;
            for (int index = _first; index < events.Length && events[index].Begin <= earliest; index++)
            {
                if (!_isDone[index])
                {
                    earliest = Math.Min(earliest, events[index].End);
                }
            }

            return earliest;
        }

        private bool TryDo(int index)
        {
            if (RegisterModel.Step(_number, events[index].Operation, events[index].Result) is not { } next)
            {
                return false;
            }

            _order.Push((index, _number, _first));
            _isDone[index] = true;
            _number = next;
            _doneAnswered += events[index].Result is null ? 0 : 1;
            while (_first < events.Length && _isDone[_first])
            {
                _first++;
            }

            if (_seen.Add(Now()))
            {
                return true;
            }

            Undo();
            return false;
        }

        private int Undo()
        {
            (int index, _number, _first) = _order.Pop();
            _isDone[index] = false;
            _doneAnswered -= events[index].Result is null ? 0 : 1;
            return index;
        }

        /// <summary>All before the first that is not done are done, so only those after it need be told.</summary>
        private Configuration Now()
        {
            var later = new List<int>();
            for (int index = _first; index < events.Length && later.Count < _order.Count - _first; index++)
            {
                if (_isDone[index])
                {
                    later.Add(index);
                }
            }

            return new Configuration(_number, _first, string.Join(',', later));
        }
    }

    private readonly record struct Configuration(long Number, int First, string DoneAfter);
}
