using System.Globalization;
using System.Text;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Tests.Maps;

public sealed class PieceRunTests
{
    private int _deaths;

    [Theory]
    [InlineData(ChunkKind.RawItems)]
    [InlineData(ChunkKind.JsonItems)]
    [InlineData(ChunkKind.Arguments)]
    public async Task RunAsync_AnyOneItemKills_IsTheOnlyFailure(object kind)
    {
        for (int count = 1; count < 20; count++)
        {
            for (int killer = 0; killer < count; killer++)
            {
                ChunkResult result = await RunAsync(count, (ChunkKind)kind, [killer]);
                Assert.Equal(killer, Assert.Single(result.Failures).Place);
                Assert.Equal(
                    Enumerable.Range(0, count).Select(number => number == killer ? 0 : number), result.ToValues<int>());
                Assert.InRange(_deaths, PieceRun.MostDeaths, PieceRun.MostDeaths + 5);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RunAsync_SomeKill_AreFoundWithALimitedNumberOfDeaths(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 100; round++)
        {
            int count = random.Next(1, 2000);
            HashSet<int> killers = [.. Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(count))];
            ChunkResult result = await RunAsync(count, ChunkKind.RawItems, killers);
            int[] failed = [.. result.Failures.Select(failure => failure.Place)];
            int[] values = result.ToValues<int>();
            Assert.Equal(count, values.Length);
            Assert.Equal(failed.Order(), failed);
            Assert.Empty(killers.Except(failed));
            if (killers.Count <= 1) Assert.Equal(killers, failed);
            Assert.All(Enumerable.Range(0, count).Except(failed), number => Assert.Equal(number, values[number]));
            Assert.InRange(_deaths, 0, PieceRun.MostDeaths + PieceRun.MostFurtherDeaths + killers.Count);
        }
    }

    [Fact]
    public async Task RunAsync_LargestPiece_FindsOneThatKills()
    {
        ChunkResult result = await RunAsync(256 << 10, ChunkKind.RawItems, [77_777]);
        Assert.Equal(77_777, Assert.Single(result.Failures).Place);
    }

    [Fact]
    public async Task RunAsync_WorkersDieOnlyTwice_GivesAllResults()
    {
        ChunkResult result = await RunAsync(4, ChunkKind.RawItems, [1], mostDeaths: 2);
        Assert.Empty(result.Failures);
        Assert.Equal([0, 1, 2, 3], result.ToValues<int>());
    }

    private Task<ChunkResult> RunAsync(int count, ChunkKind kind, HashSet<int> killers, int mostDeaths = int.MaxValue)
    {
        _deaths = 0;
        return new PieceRun(Ask).RunAsync(Encode([.. Enumerable.Range(0, count)], kind));

        Task<ChunkResult> Ask(ChunkItems items)
        {
            int[] numbers = Decode(items);
            Assert.Equal(items.Count, numbers.Length);
            if (_deaths == mostDeaths || !numbers.Any(killers.Contains))
                return Task.FromResult(new ChunkResult(default, ItemForm.Raw, ItemCodec<int>.Encode(numbers), []));
            _deaths++;
            throw new WorkerDiedException(null!, wasAsked: true);
        }
    }

    private static ChunkItems Encode(int[] numbers, ChunkKind kind) => new(numbers.Length, kind, kind switch
    {
        ChunkKind.RawItems => ItemCodec<int>.Encode(numbers),
        ChunkKind.JsonItems => ItemCodec<string>.Encode(Array.ConvertAll(numbers, ToText)),
        _ => EncodeCalls(numbers),
    });

    private static int[] Decode(ChunkItems items)
    {
        if (items.Kind == ChunkKind.RawItems) return ItemCodec<int>.Decode(ItemForm.Raw, items.Bytes);
        if (items.Kind == ChunkKind.JsonItems)
            return Array.ConvertAll(ItemCodec<string>.Decode(ItemForm.Json, items.Bytes), ToNumber);
        List<int> numbers = [];
        MessageReader reader = new(items.Bytes);
        while (!reader.IsAtEnd) numbers.Add(ToNumber(Encoding.UTF8.GetString(Call.ReadArguments(reader)[0]!)));
        return [.. numbers];
    }

    private static byte[] EncodeCalls(int[] numbers)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (int number in numbers) Call.WriteArguments(writer, [Encoding.UTF8.GetBytes(ToText(number)), null]);
        writer.Flush();
        return stream.ToArray();
    }

    private static string ToText(int number) => string.Create(CultureInfo.InvariantCulture, $"{number},]\"");

    private static int ToNumber(string text) => int.Parse(text[..^3], CultureInfo.InvariantCulture);
}
