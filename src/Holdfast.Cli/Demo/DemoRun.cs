using Holdfast.Cli.Demo.Progress;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Errors;

namespace Holdfast.Cli.Demo;

/// <summary>Runs a demonstration from its options to its summary.</summary>
internal static class DemoRun
{
    private const string FolderPrefix = "holdfast-demo-";

    /// <summary>On whose behalf all commits are made that no worker signs.</summary>
    private const string Author = "demo";

    public static ExitStatus Run(Session session, DemoOptions options)
    {
        using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
        string folder = options.Store ?? Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        try
        {
            DemoResult result = waiting.Run(token => PlayAsync(session, options, folder, token));
            Tell(session, result);
            return ExitStatus.Done;
        }
        catch (Exception end) when (options.Store is null && end is InterruptedException or ClosedPipeException)
        {
            // Half an inventory that nobody asked to keep.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static async Task<DemoResult> PlayAsync(
        Session session, DemoOptions options, string folder, CancellationToken token)
    {
        using Store store = Store.Open(
            folder, new StoreOptions { TimeProvider = session.Host.Clock, Author = Author });
        State state = store.GetState(options.Namespace);
        ThrowIfUsed(state);
        Revision first = new(state.Revision.Number + 1);
        Introduce(session, options);
        long start = session.Host.Clock.GetTimestamp();
        TimeSpan elapsed = await WorkAsync(session, state, options, token).ConfigureAwait(false);
        TimeSpan total = session.Host.Clock.GetElapsedTime(start);
        Snapshot end = state.Snapshot();
        Audit audit = Audit.Of(state, options, first, end, token);
        Tour tour = Tour.Make(state, first, end, audit.Takeovers is [var death, ..] ? death.Lost : null);
        audit.Expect(tour.IsEqual, $"the rollback to revision {end.Revision} gave something else");
        return new DemoResult(options, folder, end, elapsed, total, audit, tour);
    }

    private static async Task<TimeSpan> WorkAsync(
        Session session, State state, DemoOptions options, CancellationToken token)
    {
        int files = options.Files.Count;
        Task<TimeSpan> work =
            IsDrawing(session) ? TerminalProgress.RunAsync(session.Host, files, WorkAsync)
            : IsTelling(session) ? WorkAsync(new PlainProgress(session.Answers, files))
            : WorkAsync(new SilentProgress());
        return await work.ConfigureAwait(false);

        async Task<TimeSpan> WorkAsync(IProgressView view)
        {
            using Foreman foreman = new(state, options, view);
            return await foreman.RunAsync(session.Host.Clock, token).ConfigureAwait(false);
        }
    }

    private static void Introduce(Session session, DemoOptions options)
    {
        if (!IsTelling(session)) return;
        session.Answers.Line(Printable.Text(
            $"{options.Workers} processes make an inventory of {options.Files.Count} files in {options.Input}, "
            + $"and {options.Kills} of them will be killed"));
        session.Answers.Flush();
    }

    private static void Tell(Session session, DemoResult result)
    {
        if (session.IsJson) JsonSummary.Write(session.Answers, result);
        else TextSummary.Write(session.Answers, result);
        if (result.Audit.Problems is not [var first, ..]) return;
        throw new HoldfastOperationException(
            ErrorCode.Unexpected, $"the demonstration does not add up: {first}; the state is kept in {result.Folder}");
    }

    private static void ThrowIfUsed(State state)
    {
        if (state.Snapshot().Root.Count == 0) return;
        throw new HoldfastOperationException(
            ErrorCode.TestFailed,
            $"The namespace '{state.Name}' in {state.Store.Address} is not empty; give another --namespace or --store");
    }

    private static bool IsTelling(Session session) => session.IsTalkative && !session.IsJson;

    private static bool IsDrawing(Session session) =>
        IsTelling(session) && session.Host.IsOutputTerminal()
        && session.Host.Variable("TERM") is not (null or "" or "dumb");
}
