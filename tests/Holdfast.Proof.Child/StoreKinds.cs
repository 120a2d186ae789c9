using Holdfast.Logs.File;

namespace Holdfast.Proof.Child;

/// <summary>The ways in which proofs open their stores; all processes of a proof use the same.</summary>
internal static class StoreKinds
{
    /// <summary>The namespace of every proof.</summary>
    public const string Namespace = "proof";

    /// <summary>As anybody opens it, keeping everything.</summary>
    public const string Usual = "usual";

    /// <summary>
    /// With segments and checkpoints so small that a proof passes hundreds of them; keeps everything.
    /// </summary>
    public const string Small = "small";

    /// <summary>Small, and keeps little history.</summary>
    public const string Trimming = "trimming";

    public static Store Open(string kind, string folder, SignalPoint? point = null)
    {
        Retention retention = kind == Trimming ? new Retention { Bytes = 16 << 10 } : Retention.Everything;
        var options = new StoreOptions { Retention = retention };
        return kind == Usual
            ? Store.Open(folder, options)
            : Store.Open(() => FileLogStore.Open(folder, ToSmall(retention, point)), options);
    }

    private static FileLogOptions ToSmall(Retention retention, SignalPoint? point) => new()
    {
        Retention = retention,
        FirstSegmentBytes = 4 << 10,
        MaxSegmentBytes = 32 << 10,
        MinCheckpointBytes = 64 << 10,
        Observer = point,
    };
}
