using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <summary>
/// Counts the attempts of one atomic function and says what each may do. Pure but for the deadline's clock.
/// </summary>
internal sealed class Attempts(int maximum, Deadline deadline)
{
    /// <summary>
    /// After this many conflicts the function takes the namespace's turn, so that everybody gets through.
    /// </summary>
    public const int ConflictsBeforeTurn = 3;

    /// <summary>How long other writers honour the turn of an atomic function.</summary>
    public static readonly TimeSpan TurnLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>Which attempt is running, from 1.</summary>
    public int Number { get; private set; } = 1;

    public Deadline Deadline { get; } = deadline;

    /// <summary>Whether this attempt runs with the turn.</summary>
    public bool TakesTurn => Number > ConflictsBeforeTurn;

    /// <summary>Goes on after a rejection, or throws when it is final.</summary>
    public void Next(Rejection rejection, StatePath section)
    {
        if (!rejection.IsConflict) throw Failures.Of(rejection, section);

        string path = rejection.Path.Skip(section.Count).ToString();
        if (Number >= maximum)
        {
            throw new ConflictException(
                $"Others changed '{path}' in each of {Number} attempts; try again later, or use Exclusive.", path,
                Number);
        }

        if (Deadline.IsOver)
        {
            throw new HoldfastTimeoutException(
                ErrorCode.TimedOut,
                $"Others changed '{path}' in each of {Number} attempts until the time was over; try again later.");
        }

        Number++;
    }
}
