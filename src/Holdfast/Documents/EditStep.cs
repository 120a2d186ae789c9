namespace Holdfast.Documents;

/// <summary>Names the steps that change a document: what one made, it may change in place while nobody looks.</summary>
/// <remarks>
/// Shape. A number that no other step of this process has or will have. Nodes keep the number of the step that made
///        them; when it is over (its document is looked at, kept or published), the number is never used again, and so
///        they never change again.
/// </remarks>
internal static class EditStep
{
    /// <summary>No step: everything that is changed is copied.</summary>
    public const long None = 0;

    private static long _last;

    /// <summary>Begins a step.</summary>
    public static long Begin() => Interlocked.Increment(ref _last);

    /// <summary>Whether a node was made by the step that wants to change it.</summary>
    public static bool IsOwn(long made, long step) => made == step && step != None;
}
