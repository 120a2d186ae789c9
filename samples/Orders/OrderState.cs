namespace Orders;

/// <summary>Where an order is.</summary>
internal enum OrderState
{
    New,
    Paid,
    Packed,
    Shipped,
    Cancelled,
}
