namespace Holdfast.Processes.Tests.Coordination;

/// <summary>A semaphore with a line, as simple as can be.</summary>
internal sealed class SemaphoreModel(int count)
{
    private readonly Dictionary<int, int> _held = [];
    private readonly List<(int Number, int Units)> _line = [];

    public int[] Held => [.. _held.Keys];

    public int[] Waiting => [.. _line.Select(waiter => waiter.Number)];

    public int Used => _held.Values.Sum();

    public bool CanTake(int units) => _line.Count == 0 && Used + units <= count;

    public void Ask(int number, int units)
    {
        _line.Add((number, units));
        Serve();
    }

    public void GiveBack(int number)
    {
        _held.Remove(number);
        Serve();
    }

    public void Leave(int number)
    {
        _line.RemoveAll(waiter => waiter.Number == number);
        Serve();
    }

    private void Serve()
    {
        while (_line is [var first, ..] && Used + first.Units <= count)
        {
            _held.Add(first.Number, first.Units);
            _line.RemoveAt(0);
        }
    }
}
