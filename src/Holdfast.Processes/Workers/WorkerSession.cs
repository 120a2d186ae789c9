using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <summary>What a warm worker does with the messages of its parent; the same in a process and on a thread.</summary>
/// <remarks>Threads. One message at a time.</remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class WorkerSession(
    Services services, PieceClaims pieces, JsonSerializerOptions? json, Action<FrameKind, byte[]> answer)
{
    private readonly List<WorkerFunction> _functions = [];

    /// <summary>Begins one, and tells the parent so.</summary>
    public static WorkerSession Begin(
        Services services, PieceClaims pieces, JsonSerializerOptions? json, Action<FrameKind, byte[]> answer)
    {
        WorkerSession session = new(services, pieces, json, answer);
        answer(FrameKind.Ready, []);
        return session;
    }

    /// <summary>Takes a message.</summary>
    /// <returns>False: it is to end.</returns>
    public bool Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Define:
                Define(frame.Payload);
                return true;
            case FrameKind.Call:
                Answer(frame.Payload, RunCall, FrameKind.Answered);
                return true;
            case FrameKind.Chunk:
                long call = BinaryPrimitives.ReadInt64LittleEndian(frame.Payload.Span);
                if (pieces.TryTake(call)) Answer(frame.Payload, RunChunk, FrameKind.ChunkDone);
                else answer(FrameKind.Skipped, BitConverter.GetBytes(call));
                return true;
            default:
                return frame.Kind is not (FrameKind.Retire or FrameKind.Stop);
        }
    }

    /// <summary>Gives the message that names a function by a number.</summary>
    public static byte[] ToDefinition(FunctionReference function)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        function.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    // Functions are defined in the order of their numbers.
    private void Define(ReadOnlyMemory<byte> payload)
    {
        MessageReader reader = new(payload);
        _functions.Add(new WorkerFunction(FunctionReference.Read(reader), services));
    }

    private void Answer(ReadOnlyMemory<byte> payload, Func<ReadOnlyMemory<byte>, byte[]> run, FrameKind kind)
    {
        long call = BinaryPrimitives.ReadInt64LittleEndian(payload.Span);
        byte[] reply;
        try
        {
            reply = run(payload);
        }
        catch (Exception failure)
        {
            kind = FrameKind.Refused;
            reply = [.. BitConverter.GetBytes(call), .. RunOutcome.ToBytes(ExceptionImage.Of(failure))];
        }

        answer(kind, reply);
    }

    private byte[] RunCall(ReadOnlyMemory<byte> payload)
    {
        MethodInfo method = _functions[BinaryPrimitives.ReadInt32LittleEndian(payload.Span[8..])].Method;
        MessageReader reader = new(payload[12..]);
        object? result = Invocation.Run(method, Call.ReadArguments(reader), services, json);
        if (result is RemoteException returned) throw returned.InnerException!;
        return [.. payload.Span[..8], .. Invocation.Encode(method, result, json)];
    }

    private byte[] RunChunk(ReadOnlyMemory<byte> payload)
    {
        ChunkRequest request = ChunkRequest.FromBytes(payload);
        WorkerFunction function = _functions[request.Function];
        ChunkResult result = request.Kind == ChunkKind.Arguments
            ? RunArguments(function.Method, request.Items)
            : function.Runner.Run(
                request.Kind == ChunkKind.RawItems ? ItemForm.Raw : ItemForm.Json, request.Items.Span);
        return result.ToBytes(request.Call);
    }

    private ChunkResult RunArguments(MethodInfo method, ReadOnlyMemory<byte> items)
    {
        long start = Stopwatch.GetTimestamp();
        MessageReader reader = new(items);
        using MemoryStream results = new();
        List<(int, ExceptionImage)> failures = [];
        results.WriteByte((byte)'[');
        for (int place = 0; !reader.IsAtEnd; place++)
        {
            try
            {
                object? result = Invocation.Run(method, Call.ReadArguments(reader), services, json);
                byte[] encoded = Invocation.Encode(method, result, json);
                if (results.Length > 1) results.WriteByte((byte)',');
                results.Write(encoded);
            }
            catch (Exception failure)
            {
                failures.Add((place, ExceptionImage.Of(failure)));
            }
        }

        results.WriteByte((byte)']');
        return new ChunkResult(Stopwatch.GetElapsedTime(start), ItemForm.Json, results.ToArray(), failures);
    }
}
