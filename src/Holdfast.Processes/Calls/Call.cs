using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Calls;

/// <summary>A function with its arguments, ready to be sent.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">
/// For each parameter its JSON; null: it is supplied where it runs, or has its default value.
/// </param>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed record Call(FunctionReference Function, byte[]?[] Arguments)
{
    public void Write(BinaryWriter writer)
    {
        Function.Write(writer);
        WriteArguments(writer, Arguments);
    }

    public static Call Read(MessageReader reader) => new(FunctionReference.Read(reader), ReadArguments(reader));

    public static void WriteArguments(BinaryWriter writer, byte[]?[] arguments)
    {
        writer.Write(arguments.Length);
        foreach (byte[]? argument in arguments)
        {
            writer.Write(argument?.Length ?? -1);
            if (argument is not null) writer.Write(argument);
        }
    }

    public static byte[]?[] ReadArguments(MessageReader reader)
    {
        byte[]?[] arguments = new byte[]?[reader.ReadInt32()];
        for (int index = 0; index < arguments.Length; index++)
        {
            int length = reader.ReadInt32();
            arguments[index] = length < 0 ? null : reader.ReadBytes(length);
        }

        return arguments;
    }
}
