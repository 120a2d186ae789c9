using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Holdfast.Errors;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Calls;

/// <summary>What of an exception goes from one process to another.</summary>
/// <param name="Type">Its type, with the assembly.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Where it was thrown; empty when it never was.</param>
/// <param name="Code">Its code; none: it has none.</param>
/// <param name="Inner">What caused it.</param>
internal sealed record ExceptionImage(
    string Type, string Message, string Stack, ErrorCode Code, ExceptionImage? Inner)
{
    /// <summary>How deep a chain of causes is sent.</summary>
    private const int MostCauses = 16;

    /// <summary>The type's name without namespace and assembly.</summary>
    public string TypeName => Type.Split(',')[0];

    public static ExceptionImage Of(Exception exception) => Of(exception, MostCauses);

    /// <summary>Makes an exception of the same type again, with the stack of the other process.</summary>
    /// <returns>
    /// A <see cref="RemoteException"/> where the type is unknown here or cannot be made of a message.
    /// </returns>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public Exception Rebuild()
    {
        Exception? inner = Inner?.Rebuild();
        Exception rebuilt = TryMake(inner) ?? new RemoteException(this, inner);
        return Stack.Length > 0 ? ExceptionDispatchInfo.SetRemoteStackTrace(rebuilt, Stack) : rebuilt;
    }

    /// <summary>Gives it as a program prints an exception.</summary>
    public override string ToString()
    {
        string cause = Inner is null ? "" : $"{Environment.NewLine} ---> {Inner}";
        return $"{TypeName}: {Message}{cause}{(Stack.Length > 0 ? Environment.NewLine + Stack : "")}";
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Type);
        writer.Write(Message);
        writer.Write(Stack);
        writer.Write((int)Code);
        writer.Write(Inner is not null);
        Inner?.Write(writer);
    }

    public static ExceptionImage Read(MessageReader reader) => new(
        reader.ReadText(),
        reader.ReadText(),
        reader.ReadText(),
        (ErrorCode)reader.ReadInt32(),
        reader.ReadBoolean() ? Read(reader) : null);

    private static ExceptionImage Of(Exception exception, int depth)
    {
        Exception? inner = depth == 0 ? null : exception.InnerException;
        return new ExceptionImage(
            exception.GetType().AssemblyQualifiedName ?? exception.GetType().Name,
            exception.Message,
            exception.StackTrace ?? "",
            exception is IHoldfastError coded ? coded.Code : ErrorCode.None,
            inner is null ? null : Of(inner, depth - 1));
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private Exception? TryMake(Exception? inner)
    {
        try
        {
            Type? type = System.Type.GetType(Type, throwOnError: false);
            if (type is null || !type.IsAssignableTo(typeof(Exception)) || type.IsAbstract) return null;
            return (Exception?)(Code == ErrorCode.None
                ? Make(type, Message, inner) ?? Make(type, Message)
                : Make(type, Code, inner));
        }
        catch (Exception fault) when (fault is TargetInvocationException or FileLoadException or MemberAccessException)
        {
            // Its constructor refuses, or its assembly cannot be loaded here: the plain image has all that is known.
            return null;
        }
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private object? Make(Type type, ErrorCode code, Exception? inner) =>
        type.GetConstructor([typeof(ErrorCode), typeof(string), typeof(Exception)])?.Invoke([code, Message, inner]);

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private static object? Make(Type type, string message, Exception? inner)
    {
        ConstructorInfo? constructor = type.GetConstructor([typeof(string), typeof(Exception)]);
        return constructor?.GetParameters()[0].Name == "message" ? constructor.Invoke([message, inner]) : null;
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private static object? Make(Type type, string message)
    {
        ConstructorInfo? constructor = type.GetConstructor([typeof(string)]);
        return constructor?.GetParameters()[0].Name == "message" ? constructor.Invoke([message]) : null;
    }
}
