namespace Holdfast.Proof.Tests.Processes;

/// <summary>A folder for the store of one proof, removed at its end.</summary>
internal sealed class ProofFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("holdfast-proof-").FullName;

    /// <summary>Where the store is; not made yet.</summary>
    public string Store => Path.Combine(_root, "store");

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
