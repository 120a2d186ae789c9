using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Holdfast.Errors;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Calls;

/// <summary>What of an exception goes from one process to another.</summary>
/// <param name="Type">Its type, with the assembly.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Where it was thrown; empty when it never was.</param>
/// <param name="Code">Its code; none: it has none.</param>
/// <param name="Causes">What caused it: one or none; of an aggregate all.</param>
internal sealed record ExceptionImage(
    string Type, string Message, string Stack, ErrorCode Code, IReadOnlyList<ExceptionImage> Causes)
{
    /// <summary>How deep a chain of causes is sent.</summary>
    private const int MostCauses = 16;

    /// <summary>The type's name without namespace and assembly.</summary>
    public string TypeName => Type.Split(',')[0];

    public static ExceptionImage Of(Exception exception) => Of(exception, MostCauses);

    /// <summary>Makes an exception of the same type again, with the stack of the other process.</summary>
    /// <returns>
    /// A <see cref="RemoteException"/> where the type is unknown here, or has no public constructor that makes one with
    /// the same message of the message (and a cause) alone.
    /// </returns>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public Exception Rebuild()
    {
        Exception[] causes = [.. Causes.Select(cause => cause.Rebuild())];
        Exception rebuilt = TryMake(causes) ?? new RemoteException(this, causes.FirstOrDefault());
        return Stack.Length > 0 ? ExceptionDispatchInfo.SetRemoteStackTrace(rebuilt, Stack) : rebuilt;
    }

    /// <summary>Gives it as a program prints an exception.</summary>
    public override string ToString()
    {
        string causes = string.Concat(Causes.Select(cause => $"{Environment.NewLine} ---> {cause}"));
        return $"{TypeName}: {Message}{causes}{(Stack.Length > 0 ? Environment.NewLine + Stack : "")}";
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Type);
        writer.Write(Message);
        writer.Write(Stack);
        writer.Write((int)Code);
        writer.Write(Causes.Count);
        foreach (ExceptionImage cause in Causes) cause.Write(writer);
    }

    public static ExceptionImage Read(MessageReader reader)
    {
        (string type, string message, string stack) = (reader.ReadText(), reader.ReadText(), reader.ReadText());
        ErrorCode code = (ErrorCode)reader.ReadInt32();
        ExceptionImage[] causes = new ExceptionImage[reader.ReadInt32()];
        for (int index = 0; index < causes.Length; index++) causes[index] = Read(reader);
        return new ExceptionImage(type, message, stack, code, causes);
    }

    private static ExceptionImage Of(Exception exception, int depth)
    {
        IEnumerable<Exception> causes = exception switch
        {
            _ when depth == 0 => [],
            AggregateException { InnerExceptions: var all } => all,
            { InnerException: { } one } => [one],
            _ => [],
        };
        return new ExceptionImage(
            exception.GetType().AssemblyQualifiedName ?? exception.GetType().Name,
            exception.Message,
            exception.StackTrace ?? "",
            exception is IHoldfastError coded ? coded.Code : ErrorCode.None,
            [.. causes.Select(cause => Of(cause, depth - 1))]);
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private Exception? TryMake(Exception[] causes)
    {
        try
        {
            Type? type = System.Type.GetType(Type, throwOnError: false);
            if (type is null || !type.IsAssignableTo(typeof(Exception)) || type.IsAbstract) return null;
            if (type == typeof(AggregateException)) return new AggregateException(MessageWithoutCauses(), causes);

            Exception? inner = causes.FirstOrDefault();
            return Code != ErrorCode.None
                ? TryMake(type, [typeof(ErrorCode), typeof(string), typeof(Exception)], [Code, Message, inner])
                : TryMake(type, [typeof(string), typeof(Exception)], [Message, inner])
                    ?? TryMake(type, [typeof(string)], [Message]);
        }
        catch (Exception fault) when (fault is FileLoadException or MemberAccessException)
        {
            // Its assembly cannot be loaded here: the plain image has all that is known.
            return null;
        }
    }

    /// <summary>Makes one by a constructor, if that one takes the message for what it is.</summary>
    /// <remarks>
    /// Whatever the parameter is called: a constructor that makes a message of an id, say, gives another one.
    /// </remarks>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private Exception? TryMake(Type type, Type[] parameters, object?[] arguments)
    {
        try
        {
            return type.GetConstructor(parameters)?.Invoke(arguments) is Exception made && made.Message == Message
                ? made
                : null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Code of the user: the constructor refuses, or the message lacks what it is made of.
            return null;
        }
    }

    /// <summary>An aggregate puts the messages of its causes behind its own, and again when it is made.</summary>
    private string MessageWithoutCauses()
    {
        string causes = string.Concat(Causes.Select(cause => $" ({cause.Message})"));
        return Message.EndsWith(causes, StringComparison.Ordinal) ? Message[..^causes.Length] : Message;
    }
}
