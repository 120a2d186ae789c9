using Holdfast.Cli.Output;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Gets values, and says in the command line's words when there is none.</summary>
internal static class Lookup
{
    public static Value Get(StateView view, StatePath path) =>
        view.TryGet(path, out Value value) ? value : throw Missing(path);

    /// <summary>Gives a value of a revision that is over.</summary>
    public static Value GetAt(Snapshot snapshot, StatePath path) =>
        snapshot.TryGet(path, out Value value) ? value : throw new PathNotFoundException(
            ErrorCode.PathNotFound,
            $"Nothing was at {Printable.Quoted(path)} at revision {snapshot.Revision}; "
                + $"look with 'holdfast get --at {snapshot.Revision}' what was there");

    public static PathNotFoundException Missing(StatePath path, string consequence = "") => new(
        ErrorCode.PathNotFound,
        $"Nothing is at {Printable.Quoted(path)}{consequence}; look with 'holdfast ls' what is there");
}
