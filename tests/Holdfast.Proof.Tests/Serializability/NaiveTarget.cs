using System.Text.Json.Nodes;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Tests.States;

namespace Holdfast.Proof.Tests.Serializability;

/// <summary>Runs a random function on a mutable tree, as anybody would write it.</summary>
internal sealed class NaiveTarget(JsonNode root) : IFunctionTarget
{
    public long Read(string[] path) => Exists(path) ? NaiveState.Find(root, path)!.GetValue<long>() : 0;

    public bool Exists(string[] path) => NaiveState.Exists(root, path);

    public IReadOnlyList<string> Names(string member) => [.. root[member]?.AsObject().Select(one => one.Key) ?? []];

    public int Count(string member) => root[member] switch
    {
        JsonObject members => members.Count,
        JsonArray items => items.Count,
        _ => 0,
    };

    public void Set(string[] path, long value) => Assert.True(NaiveState.Set(root, path, value));

    public void Add(string[] path, long amount) => Assert.True(NaiveState.Add(root, path, amount));

    public void Append(string[] path, long item) => Assert.True(NaiveState.Append(root, path, item));

    public void Remove(string[] path) => Assert.True(NaiveState.Remove(root, path));
}
