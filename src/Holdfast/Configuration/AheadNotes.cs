namespace Holdfast.Configuration;

/// <summary>
/// By how much the numbers of configurations have ever run ahead of the revisions that gave them, as those of versions
/// that were made elsewhere do.
/// </summary>
/// <remarks>
/// Why.     A rollback of the namespace brings back a configuration of before, and a trim takes what would tell: in a
///          namespace of Holdfast's own neither reaches it.
/// Threads. Any, of any process. It is written before the commit that it is about; one that is too large, as of a
///          namespace that was removed since, does no harm.
/// </remarks>
internal sealed class AheadNotes(State configurations)
{
    public const string Namespace = "$configurations";

    private readonly State _notes = configurations.Store.GetReserved(Namespace);
    private readonly StatePath _path = StatePath.Root / configurations.Name / configurations.Path.ToString();

    /// <summary>By how many; 0: by none.</summary>
    public long Find(string name) => Find(_notes, name);

    /// <summary>Notes it, unless it was more before.</summary>
    public void Keep(string name, long ahead, CommitOptions options) =>
        _notes.Atomic(notes => Keep(notes, name, ahead), options);

    /// <inheritdoc cref="Keep(string, long, CommitOptions)"/>
    public Task KeepAsync(string name, long ahead, CommitOptions options, CancellationToken token) =>
        _notes.AtomicAsync(
            notes =>
            {
                Keep(notes, name, ahead);
                return Task.CompletedTask;
            },
            options,
            token);

    private void Keep(Transaction notes, string name, long ahead)
    {
        if (Find(notes, name) < ahead) notes.Set(_path / name, ahead);
    }

    private long Find(StateView notes, string name) => notes.TryGet(_path / name, out Value ahead) ? (long)ahead : 0;
}
