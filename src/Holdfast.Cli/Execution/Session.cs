using Holdfast.Cli.Output;

namespace Holdfast.Cli.Execution;

/// <summary>What one command works with: settings, the state they name, the place for answers.</summary>
internal sealed class Session(Host host, Settings settings, OpenStores stores, Answers answers)
{
    private State? _state;
    private State? _view;

    public Host Host { get; } = host;

    public Settings Settings { get; } = settings;

    public OpenStores Stores { get; } = stores;

    public Answers Answers { get; } = answers;

    /// <summary>The store, which is made when it does not exist.</summary>
    public Store Store => Stores.Open(Settings.Address);

    /// <summary>The store to look after; a failure when it does not exist.</summary>
    public Store ExistingStore => Stores.OpenExisting(Settings.Address);

    /// <summary>The state to change or to wait for; its store is made when it does not exist.</summary>
    public State State => _state ??= Noted(Stores.GetState(Store, Settings.Namespace));

    /// <summary>The state to look at; a store that does not exist reads as empty.</summary>
    public State View => _state ?? (_view ??=
        Noted(Stores.GetState(Stores.OpenForReading(Settings.Address), Settings.Namespace)));

    public bool IsJson => Settings.IsJson;

    /// <summary>Whether to say what nobody asked for: revisions, warnings, progress.</summary>
    public bool IsTalkative => Settings.Verbosity >= 1;

    /// <summary>How to commit, as the global options say.</summary>
    public CommitOptions ToCommitOptions(Durability? durability = null) => new()
    {
        Author = Settings.Author,
        Reason = Settings.Reason,
        Durability = durability,
    };

    /// <summary>Says something that is no answer, on standard error.</summary>
    public void Note(string text)
    {
        if (IsTalkative) ErrorOutput.Note(Host, text);
    }

    /// <summary>Reports a failure beside an answer, such as damage that was found.</summary>
    public ExitStatus Fail(Exception exception)
    {
        Failure failure = Failure.Of(exception);
        ErrorOutput.Fail(Host, failure, IsJson, Settings.Verbosity);
        return failure.Exit;
    }

    private State Noted(State state)
    {
        if (Settings.Verbosity >= 2)
            ErrorOutput.Note(
                Host, $"store {Settings.Address}, namespace {Settings.Namespace}, revision {state.Revision}");
        return state;
    }
}
