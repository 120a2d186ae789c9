using System.Text;

namespace Holdfast.Tests.Documents.Json;

/// <summary>
/// What parsed values take. The memory is that of the whole process, so no other test runs meanwhile.
/// </summary>
[Collection(nameof(JsonMemoryTests))]
[CollectionDefinition(nameof(JsonMemoryTests), DisableParallelization = true)]
public sealed class JsonMemoryTests
{
    [Fact]
    public void Parse_ManyEntries_TakesLittleMemory()
    {
        const int Count = 200_000;
        StringBuilder text = new("{");
        for (int index = 0; index < Count; index++)
            text.Append(index == 0 ? "" : ",").Append($"\"k{index:D9}\":\"value-{index:D14}\"");
        byte[] json = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Value value = Value.Parse(json);
        long bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(json);
        Assert.Equal(Count, value.Count);
        Assert.InRange(bytes, 80, 220);
    }
}
