using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Holdfast.Documents.Drawing;
using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>
/// The one state of a program: objects may come and go, as handlers of requests do; what they know stays.
/// </summary>
/// <remarks>
/// Shape.   The first object begins the state: <c>/this</c> says what the program is, and beside it stand its initial
///          values. Objects of this or other derived classes that come later add what is missing, and never touch what
///          changed meanwhile. A lone slash is the whole.
/// Threads. Any.
/// Source.  pfstate's class S.
/// </remarks>
public partial class ProgramState : StateView, IDisposable
{
    private static readonly Lock Gate = new();

    private readonly ProgramStateOptions _options;
    private readonly ProgramShare _share;
    private readonly Store? _ownStore;
    private readonly bool _isFirst;
    private bool _isDisposed;

    /// <summary>Takes part in the program's state without values of its own.</summary>
    public ProgramState(ProgramStateOptions? options = null)
        : this(Value.EmptyObject, options)
    {
    }

    /// <summary>Takes part in the program's state, and begins it if it is the first.</summary>
    /// <param name="initial">The values that this class adds where nothing is yet: an object.</param>
    /// <param name="options">
    /// What the program is; of a state that is there already only its sharing and start count.
    /// </param>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    /// <exception cref="HoldfastException">ConfigFileUnusable, DebugFolderUnusable; nothing was begun.</exception>
    public ProgramState(Value initial, ProgramStateOptions? options = null)
    {
        _options = options ?? new ProgramStateOptions();
        ProgramValues.Checked(initial);
        if (_options.Sharing == ProgramSharing.Own)
        {
            _isFirst = true;
            Value? loaded = Prepare();
            State own = _options.State ?? (_ownStore = Store.Open("memory:")).GetState("program");
            Begin(own, loaded, initial);
            _share = ProgramShare.Own(own, _options.ConfigFileSave);
        }
        else
        {
            lock (Gate)
                (_share, _isFirst) = Share(initial);
        }

        Controller = new StateController(
            State, new StateControllerOptions { DebugFolder = TextOf("/this/debugToDir") });
    }

    /// <summary>The state itself: to be watched, changed in atomic functions, looked at as it was.</summary>
    public State State => _share.State;

    /// <summary>What answers control messages about it.</summary>
    public StateController Controller { get; }

    private protected override JsonSerializerOptions? Json => State.Store.Options.Json;

    /// <summary>Gets or sets the value at a path; setting makes missing parents.</summary>
    public Value this[StatePath path]
    {
        get => Get(path);
        set => State[Whole(path)] = value;
    }

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value) => State.TryGet(Whole(path), out value);

    /// <summary>Answers a control message.</summary>
    /// <exception cref="HoldfastException">The store cannot be used; or DebugFolderUnusable.</exception>
    public ControlReply Handle(Value message) => Controller.Handle(message);

    /// <summary>Gives a part as <c>{"asdict": …, "status": …}</c>; where nothing is, the status is false.</summary>
    public Value ToDictionary(StatePath path = default)
    {
        bool isThere = TryGet(path, out Value value);
        return Value.FromMembers([new("asdict", isThere ? value : Value.EmptyObject), new("status", isThere)]);
    }

    /// <summary>Replaces a text within the text at a path, wherever it stands in it.</summary>
    /// <returns>The text after it.</returns>
    /// <exception cref="PathNotFoundException">PathNotFound.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: there is no text.</exception>
    public string ReplaceInText(StatePath path, string text, string replacement) => State.Atomic(transaction =>
    {
        Value now = transaction.Get(Whole(path));
        if (now.Kind != ValueKind.String)
            throw now.Wrong("a text");
        string next = ((string)now!).Replace(text, replacement, StringComparison.Ordinal);
        transaction.Set(Whole(path), (Value)next);
        return next;
    }).Value;

    /// <summary>Saves the state to a file as JSON, from which it can be loaded.</summary>
    /// <param name="file">The file, replaced in one step; null: that of the options.</param>
    /// <exception cref="HoldfastException">ConfigFileUnusable; the file is as it was.</exception>
    public void Save(string? file = null)
    {
        string name = file ?? TextOf("/this/configFileSave");
        if (name.Length == 0)
            throw new HoldfastException(
                ErrorCode.ConfigFileUnusable,
                "No file is named to save the state to; name one here or in the options.");
        ProgramValues.Save(name, State.Snapshot().Root);
    }

    /// <summary>Draws the whole state as a tree.</summary>
    public string Draw() => TreeDrawing.Draw(State.Snapshot().Root);

    /// <summary>Gives JSON text of the whole.</summary>
    public override string ToString() => ControlText.ToJson(ToDictionary());

    /// <summary>
    /// Saves the state to the file that the options of the object that began it named, if this is that object, or the
    /// last one and something is not in the file yet.
    /// </summary>
    /// <exception cref="HoldfastException">ConfigFileUnusable.</exception>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _isDisposed)
            return;
        _isDisposed = true;
        try
        {
            _share.Leave(_isFirst);
        }
        finally
        {
            _ownStore?.Dispose();
        }
    }

    /// <summary>As in a file system, a lone slash is the whole, and not the member with the empty name.</summary>
    private static StatePath Whole(StatePath path) => path.Count == 1 && path.Name.Length == 0 ? StatePath.Root : path;

    [SuppressMessage("Reliability", "CA2000", Justification = "A shared state lives as long as the program.")]
    private (ProgramShare Share, bool IsFirst) Share(Value initial)
    {
        ProgramShare? old = ProgramShare.Current;
        if (old is not null && _options.Start == ProgramStart.AddMissing)
        {
            old.State.Atomic(transaction => ProgramValues.AddMissing(transaction, StatePath.Root, initial));
            return (old.Join(), false);
        }

        Value? loaded = Prepare();
        State state = _options.State ?? old?.State ?? Store.Open("memory:").GetState("program");
        Begin(state, loaded, initial);
        return (ProgramShare.Begin(state, _options.ConfigFileSave), true);
    }

    private string TextOf(StatePath path) =>
        State.TryGet(path, out Value value) && value.Kind == ValueKind.String ? (string)value! : "";

    /// <summary>Does what can fail before a state is touched.</summary>
    private Value? Prepare()
    {
        Value? loaded = ProgramValues.Load(_options.ConfigFileLoad);
        if (_options.DebugFolder.Length > 0)
            ControlTrace.Prepare(_options.DebugFolder);
        return loaded;
    }

    private void Begin(State state, Value? loaded, Value initial) =>
        state.Atomic(transaction => ProgramValues.Begin(transaction, _options, loaded, initial));
}
