namespace Holdfast.Replacing;

/// <summary>Makes another value of the one at a path.</summary>
/// <typeparam name="TRequest">What is asked for.</typeparam>
/// <typeparam name="TResult">What the caller gets.</typeparam>
internal interface IReplacer<TRequest, TResult>
{
    /// <summary>Says what becomes of the value, looking at nothing else; may be asked more than once.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The value; null when nothing is there.</param>
    /// <param name="seen">The revision at which it was read.</param>
    /// <returns>Null when it depends on more than the value.</returns>
    Replacement<TResult>? Replace(TRequest request, Value? now, Revision seen);

    /// <summary>Does the same, and more, in a transaction.</summary>
    TResult Replace(TRequest request, Transaction transaction);
}
