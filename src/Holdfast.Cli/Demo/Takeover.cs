namespace Holdfast.Cli.Demo;

/// <summary>A worker that died with a claim, and who went on with it.</summary>
/// <param name="File">The file.</param>
/// <param name="From">The worker that died.</param>
/// <param name="By">The worker that went on.</param>
internal readonly record struct Takeover(string File, string From, string By)
{
    public static IReadOnlyList<Takeover> ReadAll(StateView state) =>
        [.. state.Get(WorkQueue.Takeovers).Items.Select(Read)];

    public static Takeover Read(Value entry) =>
        new((string)entry["file"]!, (string)entry["from"]!, (string)entry["by"]!);
}
