namespace Holdfast.Replicas;

/// <summary>When something was told of a namespace, also when the namespace was removed and made anew.</summary>
/// <param name="life">Which of the namespaces of that name it was.</param>
/// <param name="revision">The revision in that one.</param>
/// <remarks>Shape. Within a process only: a later namespace has a greater life, and its revisions begin anew.</remarks>
internal readonly struct Moment(long life, long revision)
{
    private readonly long _life = life;
    private readonly long _revision = revision;

    /// <summary>The removal of a namespace: after all that was in it.</summary>
    public static Moment EndOf(long life) => new(life, long.MaxValue);

    public bool IsAfter(Moment other) =>
        _life == other._life ? _revision > other._revision : _life > other._life;
}
