using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Control;

/// <content>A program with the options of a stateful one.</content>
public partial class ProgramState
{
    /// <summary>
    /// Runs a program with the options <c>--msg</c>, <c>--state</c>, <c>--config-load</c> and the others.
    /// </summary>
    /// <inheritdoc cref="Run{TState}"/>
    public static int Run(
        IReadOnlyList<string> args,
        ProgramStateOptions about,
        Func<ProgramState, int>? body = null,
        TextWriter? output = null) =>
        Run(args, about, static options => new ProgramState(options), body, output);

    /// <summary>
    /// Runs a program whose state is of a class of its own, with the options <c>--msg</c>, <c>--state</c>,
    /// <c>--config-load</c> and the others.
    /// </summary>
    /// <param name="args">
    /// The words of the command line; those that are no such options are at <c>/this/args/words</c>.
    /// </param>
    /// <param name="about">What the program is.</param>
    /// <param name="create">Makes the state, of the options as the command line completes them.</param>
    /// <param name="body">What the program does, after a message was answered; null: nothing more.</param>
    /// <param name="output">Where answers go; null: standard output.</param>
    /// <returns>
    /// The exit status: that of the body; without one 0, or 1 when a message says no; 2 when the command line is wrong,
    /// 3 when a file or folder cannot be used.
    /// </returns>
    public static int Run<TState>(
        IReadOnlyList<string> args,
        ProgramStateOptions about,
        Func<ProgramStateOptions, TState> create,
        Func<TState, int>? body = null,
        TextWriter? output = null)
        where TState : ProgramState
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(create);
        output ??= Console.Out;
        try
        {
            ProgramArguments arguments = ProgramArguments.Read(args);
            if (ProgramHelp.Of(arguments, about) is { } help)
            {
                output.WriteLine(help);
                return 0;
            }

            using TState state = create(arguments.ToOptions(about));
            using SaverAtExit saver = new(state);
            int status = Answer(state, arguments, output);
            return body is null ? status : body(state);
        }
        catch (Exception failure) when (failure is IHoldfastError { Code: var code })
        {
            Console.Error.WriteLine($"{about.Name}: {code.ToText()}: {failure.Message}");
            return failure is HoldfastException ? 3 : 2;
        }
    }

    /// <summary>
    /// Saves the state too when the program does not come to the end of its body: by <see cref="Environment.Exit"/> or
    /// a signal, which then ends it as it would without this.
    /// </summary>
    private sealed class SaverAtExit : IDisposable
    {
        private readonly ProgramState _state;
        private readonly PosixSignalRegistration[] _signals;

        public SaverAtExit(ProgramState state)
        {
            _state = state;
            AppDomain.CurrentDomain.ProcessExit += OnExit;
            _signals = Array.ConvertAll<PosixSignal, PosixSignalRegistration>(
                [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP],
                signal => PosixSignalRegistration.Create(signal, _ => _state._share.SaveAtExit()));
        }

        public void Dispose()
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        }

        private void OnExit(object? sender, EventArgs e) => _state._share.SaveAtExit();
    }

    /// <summary>Answers the message, then shows what is asked for.</summary>
    private static int Answer(ProgramState state, ProgramArguments arguments, TextWriter output)
    {
        bool isDone = true;
        if (arguments.Message is { } message)
        {
            ControlReply reply = state.Controller.Handle(message);
            output.WriteLine(reply);
            isDone = reply.IsDone;
        }

        if (arguments.Shown == ProgramArguments.ShowsTree)
        {
            output.Write(state.Draw());
        }
        else if (arguments.Shown is { } path)
        {
            Value shown = state.ToDictionary(ControlText.ToPath(path));
            output.WriteLine(ControlText.ToJson(shown));
            isDone &= (bool)shown["status"];
        }

        return isDone ? 0 : 1;
    }
}
