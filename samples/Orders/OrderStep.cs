namespace Orders;

/// <summary>What happens to an order.</summary>
internal enum OrderStep
{
    Pay,
    Pack,
    Ship,
    Cancel,
}
